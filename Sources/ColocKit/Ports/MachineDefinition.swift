public import Foundation

/// What a VM is made of, in coloc's words; the adapter turns it into libvirt's XML.
public struct MachineDefinition: Sendable, Equatable {
  /// Where the interface is plugged in.
  public enum Plug: Sendable, Equatable {
    /// A libvirt network.
    case network(String)
    /// A bridge of the host.
    case bridge(String)
  }

  /// The VM as its manifest records it.
  public let vm: VMRecord
  /// The rack, for the metadata.
  public let rack: UUID
  /// The tenant's short name, for the metadata.
  public let tenant: TenantName
  /// One line for people in other tools.
  public let title: String
  /// libosinfo's id of the system inside, for virt-manager.
  public let osinfo: String
  /// Whether KVM runs it, else emulation.
  public let kvm: Bool
  /// The pinned machine type.
  public let machine: String
  /// The directory that holds its volumes on the host.
  public let poolPath: String
  /// Where its interface is plugged in.
  public let plug: Plug
  /// The packet filter on its interface.
  public let filter: String

  /// Makes a definition.
  public init(
    vm: VMRecord,
    rack: UUID,
    tenant: TenantName,
    title: String,
    osinfo: String,
    kvm: Bool,
    machine: String,
    poolPath: String,
    plug: Plug,
    filter: String
  ) {
    self.vm = vm
    self.rack = rack
    self.tenant = tenant
    self.title = title
    self.osinfo = osinfo
    self.kvm = kvm
    self.machine = machine
    self.poolPath = poolPath
    self.plug = plug
    self.filter = filter
  }
}

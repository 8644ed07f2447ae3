/// What `init` found out about a host by trying, so that no later command has to ask again.
public struct HostRecord: Sendable, Equatable {
  /// The version of the file's shape.
  public static let schema = 1

  /// The host's name in the configuration.
  public let name: String
  /// libvirt's URI of the host.
  public let uri: String
  /// Whether a guest under KVM really ran its first instructions.
  public let kvm: Bool
  /// Why there is no KVM, in words; nil when there is.
  public let kvmFault: String?
  /// The machine type that new VMs are pinned to, as `pc-q35-7.2`.
  public let machine: String
  /// libvirt's version as libvirt counts (9000000 is 9.0.0).
  public let libvirtVersion: Int
  /// QEMU's version, counted alike.
  public let hypervisorVersion: Int
  /// When it was tried.
  public let probed: Timestamp

  /// Makes a record.
  public init(
    name: String,
    uri: String,
    kvm: Bool,
    kvmFault: String?,
    machine: String,
    libvirtVersion: Int,
    hypervisorVersion: Int,
    probed: Timestamp
  ) {
    self.name = name
    self.uri = uri
    self.kvm = kvm
    self.kvmFault = kvmFault
    self.machine = machine
    self.libvirtVersion = libvirtVersion
    self.hypervisorVersion = hypervisorVersion
    self.probed = probed
  }

  /// The record's file.
  public var json: JSONValue {
    .object([
      "schema": .int(Self.schema), "name": .string(name), "uri": .string(uri), "kvm": .bool(kvm),
      "kvmFault": .text(kvmFault), "machine": .string(machine), "libvirtVersion": .int(libvirtVersion),
      "hypervisorVersion": .int(hypervisorVersion), "probed": .text(probed),
    ])
  }
}

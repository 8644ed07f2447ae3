internal import ColocKit
internal import Foundation
internal import VirtKit

extension DomainDefinition {
  /// coloc's VM as libvirt is told about it.
  init(_ machine: MachineDefinition) {
    let vm = machine.vm
    self.init(
      name: vm.name.description,
      uuid: vm.uuid,
      type: machine.kvm ? .kvm : .qemu,
      machine: machine.machine,
      memory: UInt64(vm.memory.bytes),
      vcpus: vm.vcpus
    )
    title = machine.title
    description = "Managed by coloc for \(machine.tenant). Changes made elsewhere are kept and shown as drift."
    metadata = [Mark.element(rack: machine.rack, tenant: machine.tenant), .libosinfo(id: machine.osinfo)]
    firmware = vm.firmware == .uefi ? .uefi() : .bios
    // libvirt's own choice has only the name in it: a new VM would find a deleted one's variables.
    nvram = "/var/lib/libvirt/qemu/nvram/\(vm.name)-\(vm.uuid.short)_VARS.fd"
    // Under emulation every feature that QEMU can offer; under KVM the host's own processor.
    cpu = machine.kvm ? .hostPassthrough : .maximum
    disks = [Self.disk(of: machine), Self.seed(of: machine)]
    interfaces = [Self.interface(of: machine)]
  }

  private static func disk(of machine: MachineDefinition) -> DiskDefinition {
    DiskDefinition(.file("\(machine.poolPath)/\(machine.vm.diskVolume)"), format: "qcow2", target: "vda")
  }

  /// Kept for the VM's whole life; cloud-init looks at it at each boot.
  private static func seed(of machine: MachineDefinition) -> DiskDefinition {
    var disk = DiskDefinition(.file("\(machine.poolPath)/\(machine.vm.seedVolume)"), format: "raw", target: "vdb")
    disk.isReadOnly = true
    return disk
  }

  /// Cut off from its neighbours, and held to its own addresses.
  private static func interface(of machine: MachineDefinition) -> InterfaceDefinition {
    let source: InterfaceDefinition.Source =
      switch machine.plug {
      case .network(let name): .network(name)
      case .bridge(let device): .bridge(device)
      }
    var interface = InterfaceDefinition(source, mac: machine.vm.mac.description)
    interface.isIsolated = true
    var parameters: [FilterParameter] = []
    if let ipv4 = machine.vm.ipv4 { parameters.append(FilterParameter("IP", ipv4.description)) }
    if let ipv6 = machine.vm.ipv6 { parameters.append(FilterParameter("IPV6", ipv6.description)) }
    interface.filter = .init(name: machine.filter, parameters: parameters)
    return interface
  }
}

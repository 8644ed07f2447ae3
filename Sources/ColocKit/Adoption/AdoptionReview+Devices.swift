extension AdoptionReview {
  /// What is other about the machine and its devices, without disks and interfaces.
  var devices: [AdoptionDifference] {
    var found: [AdoptionDifference] = []
    if !survey.hasAgentChannel {
      let element = "<channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>"
      let message = "there is no channel for the guest agent: stop goes by ACPI, snapshots hold crash-consistent data"
      found.append(.init(.agentChannel, message, cure: edit(element)))
    }
    if !survey.hasSerialConsole {
      let message = "there is no serial console: coloc vm console shows nothing"
      found.append(.init(.serialConsole, message, cure: edit("<console type='pty'/>")))
    }
    if !survey.hasRandom {
      let element = "<rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>"
      found.append(.init(.random, "there is no virtio random number generator", cure: edit(element)))
    }
    if !survey.graphics.isEmpty {
      let kinds = Set(survey.graphics.map(Printable.clean)).sorted().joined(separator: ", ")
      let cure = edit("without <graphics> and <video>, once the serial console works")
      found.append(.init(.graphics, "it has a display (\(kinds))", cure: cure))
    }
    return found + machine
  }

  private var machine: [AdoptionDifference] {
    var found: [AdoptionDifference] = []
    // QEMU's aliases have no version in them; libvirt resolves them, but not in definitions of long ago.
    if survey.machineType?.contains(".") != true {
      let type = survey.machineType.map(Printable.clean)
      let message = "the machine type is \(type ?? "not said"), which changes with QEMU"
      let asked = type.map { " --machine \(ShellWord.quoted($0))" } ?? ""
      let cure = "virsh domcapabilities\(asked)  (says its whole name; then: virsh edit \(vm.name))"
      found.append(.init(.machineAlias, message, cure: cure))
    }
    let mode = survey.kvm ? "host-passthrough" : "maximum"
    if survey.cpuMode != mode {
      let present = Printable.clean(survey.cpuMode ?? "QEMU's default")
      let message = "the processor is \(present), not \(mode)"
      found.append(.init(.cpuMode, message, cure: edit("<cpu mode='\(mode)'/>")))
    }
    if !survey.autostart {
      let message = "it does not start with the host, and stays so"
      found.append(.init(.autostart, message, cure: "virsh autostart \(vm.name)"))
    }
    return found
  }

  /// What is other about its first interface; the others are counted.
  var interface: [AdoptionDifference] {
    guard let interface = survey.interfaces.first else { return [] }
    var found: [AdoptionDifference] = []
    if survey.interfaces.count > 1 {
      let macs = survey.interfaces.map(\.mac.description).joined(separator: ", ")
      found.append(
        .init(.interfaceCount, "it has \(survey.interfaces.count) interfaces (\(macs)); the first one counts")
      )
    }
    if interface.plug != rackPlug {
      let message = "its interface is plugged into \(words(interface.plug)), the rack's VMs into \(words(rackPlug))"
      found.append(.init(.network, message, cure: edit(plugElement)))
    }
    if interface.model != "virtio" {
      let model = Printable.clean(interface.model ?? "QEMU's default card")
      let cure = edit("<model type='virtio'/>, where the guest has the driver")
      found.append(.init(.interfaceModel, "its interface is \(model), not virtio", cure: cure))
    }
    if interface.filter?.hasPrefix("\(configuration.filters)-guest") != true {
      let address = vm.ipv4?.description ?? "ADDRESS"
      let element =
        "<filterref filter='\(configuration.filters)-guest'><parameter name='IP' value='\(address)'/></filterref>"
      let present = interface.filter.map { "another packet filter (\(Printable.clean($0)))" } ?? "no packet filter"
      let message = "\(present) on its interface: it could use its neighbours' addresses"
      found.append(.init(.filter, message, cure: edit(element)))
    }
    if !interface.isIsolated {
      let message = "its port is not isolated: its neighbours that are not either can be reached directly"
      found.append(.init(.portIsolation, message, cure: edit("<port isolated='yes'/>")))
    }
    return found
  }

  private var rackPlug: MachineDefinition.Plug {
    switch configuration.network {
    case .nat(let name, _, _): .network(name)
    case .bridge(let device, _, _, _): .bridge(device)
    }
  }

  private var plugElement: String {
    switch rackPlug {
    case .network(let name): "<interface type='network'><source network='\(name)'/>"
    case .bridge(let device): "<interface type='bridge'><source bridge='\(device)'/>"
    }
  }

  private func words(_ plug: MachineDefinition.Plug?) -> String {
    switch plug {
    case .network(let name): "network \(Printable.clean(name))"
    case .bridge(let device): "bridge \(Printable.clean(device))"
    case nil: "neither a network nor a bridge"
    }
  }
}

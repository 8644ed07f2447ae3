/// Whether running VMs are cut off from each other and held to their addresses at this moment, not only on paper.
struct PortCheck: Check {
  static let codes: [FindingCode] = [.filterUnbound]

  /// A running VM's interface.
  struct Port {
    let vm: VMName
    let device: String
    let filter: String
  }

  let ports: [Port]
  /// The filter at work by device.
  let filters: [String: String]

  var findings: [Finding] {
    ports.filter { filters[$0.device] != $0.filter }.map { port in
      let found = filters[port.device].map { "\($0) is at work" } ?? "no packet filter is at work"
      let message = "\(found) on its port \(port.device), not \(port.filter): it can speak with others' addresses"
      // At its start libvirtd puts back what a running guest's definition wants; no guest notices.
      return Finding(.filterUnbound, port.vm.description, message, cure: "systemctl restart libvirtd")
    }
  }
}

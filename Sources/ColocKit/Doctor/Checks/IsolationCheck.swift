/// Whether the ports of running VMs are isolated on the bridge: a flag of the kernel's that a reload does not restore.
struct IsolationCheck: Check {
  static let codes: [FindingCode] = [.portOpen, .portUnplugged]

  let ports: [PortCheck.Port]
  /// The bridge that they belong on.
  let bridge: String
  let links: BridgeLinks

  var findings: [Finding] {
    ports.compactMap { port in
      guard let isIsolated = links.isolated[port.device] else {
        let cure =
          "ip link set dev \(port.device) master \(bridge) && bridge link set dev \(port.device) isolated on"
        return Finding(
          .portUnplugged,
          port.vm.description,
          "its port \(port.device) is on no bridge: it reaches nobody",
          cure: cure
        )
      }
      guard !isIsolated else { return nil }
      return Finding(
        .portOpen,
        port.vm.description,
        "its port \(port.device) is not isolated: other VMs reach it past every filter of theirs",
        cure: "bridge link set dev \(port.device) isolated on"
      )
    }
  }
}

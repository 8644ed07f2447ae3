/// The rack's NAT network as libvirt has it.
struct NetworkCheck: Check {
  static let codes: [FindingCode] = [
    .networkMissing, .networkForeign, .networkStopped, .networkAutostart, .networkRange,
  ]

  let name: String
  let ipv4: IPv4Network
  let ipv6: IPv6Network?
  let configuration: String
  /// The addresses of the rack's VMs, which tell whose range is the right one.
  let addresses: [IPv4Address]
  let facts: NetworkFacts?

  var findings: [Finding] {
    guard let facts else {
      let message = "libvirt has no network \(name): VMs cannot start"
      return [Finding(.networkMissing, name, message, cure: "coloc init")]
    }
    guard facts.isOurs else {
      let message = "libvirt's network \(name) is not this rack's: not touched"
      return [Finding(.networkForeign, name, message, cure: "virsh net-dumpxml \(name)")]
    }
    var found = range(facts)
    if !facts.active {
      found.append(Finding(.networkStopped, name, "it is not started: VMs reach nobody", cure: "coloc init"))
    }
    if !facts.autostart {
      let message = "it does not start with the host: after a reboot VMs cannot start"
      found.append(Finding(.networkAutostart, name, message, cure: "coloc init"))
    }
    return found
  }

  private func range(_ facts: NetworkFacts) -> [Finding] {
    var wanted: Set = ["\(ipv4.first)/\(ipv4.prefix)"]
    if let ipv6 { wanted.insert("\(ipv6.address(at: 1))/\(ipv6.prefix)") }
    guard facts.addresses != wanted else { return [] }
    let found = facts.addresses.sorted().joined(separator: ", ")
    let message =
      "the host's addresses in it are \(found.isEmpty ? "none" : found) in libvirt, "
      + "\(wanted.sorted().joined(separator: ", ")) by coloc.yaml"
    // Guests have their addresses inside them: whoever has theirs is right.
    let cure =
      addresses.allSatisfy(ipv4.contains)
      ? "virsh net-destroy \(name) && virsh net-undefine \(name) && coloc init"
      : "editor \(ShellWord.quoted(configuration))"
    return [Finding(.networkRange, name, message, cure: cure)]
  }
}

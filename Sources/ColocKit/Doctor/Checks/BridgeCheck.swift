/// The owner's own bridge, where the rack has one.
struct BridgeCheck: Check {
  static let codes: [FindingCode] = [.bridgeMissing]

  let device: String
  let isThere: Bool

  var findings: [Finding] {
    guard !isThere else { return [] }
    let message = "the bridge that coloc.yaml names is not on this host: VMs cannot start"
    return [Finding(.bridgeMissing, device, message, cure: "ifup \(ShellWord.quoted(device))")]
  }
}

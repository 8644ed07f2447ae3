/// Whether what runs leaves the host its memory.
struct MemoryCheck: Check {
  static let codes: [FindingCode] = [.memoryOvercommitted]

  let host: String
  let facts: HostFacts
  /// The domains, each with the memory that it was promised.
  let machines: [Machine]
  let reserve: ByteCount

  var findings: [Finding] {
    let used = machines.filter(\.state.isActive).map(\.memory).total
    guard used.bytes + reserve.bytes > facts.memory.bytes else { return [] }
    let message =
      "running VMs hold or were promised \(used.approximate) of \(facts.memory.approximate) memory, and \(reserve) is to be kept for "
      + "the host (reserve.memory): it may kill one of them"
    return [Finding(.memoryOvercommitted, host, message, cure: "coloc vm list --unmanaged")]
  }
}

/// Versions that are too old or known to be bad.
struct VersionCheck: Check {
  static let codes: [FindingCode] = [.libvirtOld, .libvirtBad, .qemuOld]

  /// Versions of libvirt that are known to be bad, as libvirt counts, and what they do.
  static let bad: [(versions: Range<Int>, what: String)] = [
    (11_002_000..<11_004_000, "cannot revert internal snapshots: do not make any with other tools")
  ]

  /// The oldest versions that coloc was tried with.
  static let oldest = (libvirt: 9_000_000, qemu: 7_002_000)

  let host: String
  let facts: HostFacts

  var findings: [Finding] {
    var found: [Finding] = []
    let libvirt = Self.words(facts.libvirtVersion)
    if facts.libvirtVersion < Self.oldest.libvirt {
      let message = "libvirt \(libvirt) is older than \(Self.words(Self.oldest.libvirt)), with which coloc was tried"
      found.append(Finding(.libvirtOld, host, message, cure: "apt-get install libvirt-daemon-system"))
    }
    for (versions, what) in Self.bad where versions.contains(facts.libvirtVersion) {
      let cure = "apt-get install --only-upgrade libvirt-daemon-system"
      found.append(Finding(.libvirtBad, host, "libvirt \(libvirt) \(what)", cure: cure))
    }
    // 0: a daemon that does not know.
    if (1..<Self.oldest.qemu).contains(facts.hypervisorVersion) {
      let qemu = Self.words(facts.hypervisorVersion)
      let message = "QEMU \(qemu) is older than \(Self.words(Self.oldest.qemu)), with which coloc was tried"
      found.append(Finding(.qemuOld, host, message, cure: "apt-get install qemu-system-x86"))
    }
    return found
  }

  /// `9.0.0` for 9000000.
  static func words(_ version: Int) -> String {
    "\(version / 1_000_000).\(version / 1000 % 1000).\(version % 1000)"
  }
}

/// The rack's storage pool as libvirt has it.
struct PoolCheck: Check {
  static let codes: [FindingCode] = [.poolMissing, .poolForeign, .poolStopped, .poolAutostart, .poolPath]

  let pool: Configuration.Pool
  let configuration: String
  let facts: PoolFacts?

  var findings: [Finding] {
    guard let facts else {
      let message = "libvirt has no pool \(pool.name): VMs cannot start, disks cannot be made"
      return [Finding(.poolMissing, pool.name, message, cure: "coloc init")]
    }
    guard facts.isOurs else {
      let message = "libvirt's pool \(pool.name) is not this rack's: not touched"
      return [Finding(.poolForeign, pool.name, message, cure: "virsh pool-dumpxml \(pool.name)")]
    }
    var found: [Finding] = []
    if facts.pool.path != pool.path {
      let message = "it lies at \(facts.pool.path) in libvirt and at \(pool.path) in coloc.yaml"
      let cure = "sed -i 's|\(pool.path)|\(facts.pool.path)|' \(ShellWord.quoted(configuration))"
      found.append(Finding(.poolPath, pool.name, message, cure: cure))
    }
    if !facts.pool.active { found.append(Finding(.poolStopped, pool.name, "it is not started", cure: "coloc init")) }
    if !facts.autostart {
      let message = "it does not start with the host: after a reboot nothing can be made or found in it"
      found.append(Finding(.poolAutostart, pool.name, message, cure: "coloc init"))
    }
    return found
  }
}

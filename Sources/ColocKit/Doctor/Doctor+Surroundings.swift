extension Doctor {
  /// What else acts on guests, and who may.
  func lookAround(_ subject: Subject, in diagnosis: inout Diagnosis) async {
    await attempt(SurroundingsCheck.codes, of: subject.name, in: &diagnosis) { diagnosis in
      let isLocal = subject.host.isLocal
      let timezone = subject.configuration.timezone
      let check = SurroundingsCheck(
        guests: isLocal ? try await guestsService(subject) : nil,
        members: isLocal ? try local.members(ofGroup: "libvirt") : [],
        sudoers: isLocal ? try Set(["sudo", "wheel", "admin"].flatMap { try local.members(ofGroup: $0) }) : [],
        timezone: timezone,
        zoneIsThere: try local.file("/usr/share/zoneinfo/\(timezone)") != nil
      )
      let words = isLocal ? "nothing found" : "not looked at: \(subject.name) is another machine"
      diagnosis.take(check, of: subject.name, saying: words)
    }
  }

  private func guestsService(_ subject: Subject) async throws -> GuestsService? {
    let program = Program("systemctl", ["is-enabled", "libvirt-guests.service"], timeout: .seconds(10))
    let result: ProgramResult
    do {
      result = try await subject.rack.runner.run(program)
    } catch let failure as Failure where failure.kind == .notFound {
      // No systemd: nothing starts it.
      return nil
    }
    guard case .exited = result.ending else { throw Failure(.unexpected, "systemctl \(result.words)") }
    guard result.isSuccess else { return nil }
    return GuestsService(try local.text(of: GuestsService.path) ?? "")
  }

  /// The directories on the way to what QEMU and coloc must reach.
  func lookAtPaths(
    _ subject: Subject,
    qemu: Account?,
    isPoolNeeded: Bool,
    in diagnosis: inout Diagnosis
  ) async {
    await attempt(PathCheck.codes, of: layout.root, in: &diagnosis) { diagnosis in
      var ways = try [
        way("state", layout.root, passenger: nil),
        way("the configuration", layout.configurationDirectory, passenger: nil),
        way("templates", layout.templates, passenger: nil),
      ]
      if subject.host.isLocal {
        guard let qemu = try qemu ?? local.account("libvirt-qemu") else {
          throw Failure(.notFound, "nobody tells which user QEMU runs as", hint: "getent passwd libvirt-qemu")
        }
        let configuration = subject.configuration
        ways.append(try way("the pool", configuration.pool.path, passenger: qemu, isNeeded: isPoolNeeded))
        ways.append(try way("snapshots (points)", configuration.points, passenger: qemu, isNeeded: true))
      }
      diagnosis.take(PathCheck(ways: ways), of: layout.root)
    }
  }

  private func way(
    _ what: String,
    _ path: String,
    passenger: Account?,
    isNeeded: Bool = false
  ) throws -> PathCheck.Way {
    // Behind a link there are other directories than the ones that are written.
    let steps = try PathCheck.steps(to: local.resolved(path) ?? path) + PathCheck.steps(to: path)
    return PathCheck.Way(
      what: what,
      steps: try steps.map { ($0, try local.file($0)) },
      passenger: passenger,
      isNeeded: isNeeded
    )
  }
}

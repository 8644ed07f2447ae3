internal import Foundation

/// qemu-img on the files of one VM's points, formats always named, names relative: a copied directory works as well.
struct PointTool {
  let runner: any ProgramRunner
  let directory: PointDirectory

  /// Makes an empty qcow2 above another one, or alone.
  func create(_ file: String, above backing: String?, capacity: ByteCount) async throws {
    try directory.makeEmpty(file)
    let below = backing.map { ["-F", "qcow2", "-b", $0] } ?? []
    let arguments = ["create", "-q", "-f", "qcow2", "-o", "compat=1.1"] + below + [file, String(capacity.bytes)]
    try await run("make", file, arguments)
  }

  /// Checks every cluster of a file, not of what is below it.
  func check(_ file: String) async throws {
    let result = try await result(["check", "-q", "-f", "qcow2", file])
    // Status 3 means clusters that nothing uses: wasted space, no harm.
    guard result.ending == .exited(0) || result.ending == .exited(3) else {
      throw Failure(.unexpected, "\(directory.path(of: file)) is damaged: qemu-img check \(result.words)")
    }
  }

  /// Puts a file onto another one, its content unchanged: what it would lose is copied into it first.
  ///
  /// Killed anywhere it reads as before; done again it finds less to do.
  func rebase(_ file: String, onto backing: String) async throws {
    try await run("rebase", file, ["rebase", "-q", "-f", "qcow2", "-F", "qcow2", "-b", backing, file])
  }

  /// Writes what a file has into the one below it, and leaves it as it is: both read alike from then on.
  ///
  /// Killed in between, the file reads as before; only what was below is no moment any more.
  func commit(_ file: String) async throws {
    try await run("merge", file, ["commit", "-q", "-f", "qcow2", "-d", file])
  }

  /// What a copy of everything a disk holds would take, whatever is below it; the disk may be in use.
  func measure(_ path: String, format: String) async throws -> ByteCount {
    struct Measure: Decodable { let required: Int64 }
    let result = try await result(["measure", "--output=json", "-U", "-O", "qcow2", "-f", format, path])
    guard result.isSuccess, let measure = try? JSONDecoder().decode(Measure.self, from: Data(result.output)) else {
      throw Failure(.unexpected, "cannot measure \(Printable.clean(path)): qemu-img measure \(result.words)")
    }
    return ByteCount(bytes: measure.required)
  }

  private func run(_ verb: String, _ file: String, _ arguments: [String]) async throws {
    let result = try await result(arguments)
    guard result.isSuccess else {
      try Task.checkCancellation()
      let isFull = result.words.contains("No space left")
      throw Failure(
        isFull ? .cannotCreate : .unexpected,
        "cannot \(verb) \(directory.path(of: file)): qemu-img \(arguments[0]) \(result.words)",
        hints: isFull ? ["make room at \(directory.path); nothing was lost"] : []
      )
    }
  }

  private func result(_ arguments: [String]) async throws -> ProgramResult {
    // What a large disk takes is not known beforehand: no limit of time, Ctrl-C ends it.
    try await runner.run(
      Program(
        "qemu-img",
        arguments,
        directory: directory.path,
        limits: ProgramLimits(memory: .gibibytes(2)),
        timeout: nil
      )
    )
  }
}

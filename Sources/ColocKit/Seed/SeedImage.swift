import Glibc

/// Makes the seed disk: an ISO 9660 image with the volume label `cidata`, by xorriso.
///
/// Identical contents and time give identical bytes (SOURCE_DATE_EPOCH), so that a seed can be made again at any time.
public struct SeedImage: Sendable {
  private let runner: any ProgramRunner

  /// Makes a builder that runs programs by `runner`.
  public init(runner: any ProgramRunner) { self.runner = runner }

  /// Writes the image to `path`, whose directory is the caller's own (0700), over whatever stands there; the file is
  /// 0600 from its first byte. `time` stands in the image instead of the clock: the VM's creation.
  ///
  /// - Throws: `Failure` when xorriso is missing or fails, or the directory cannot be written.
  public func write(_ contents: SeedContents, to path: String, time: Timestamp) async throws {
    let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let work = try PrivateDirectory(below: parent, prefix: ".seed-")
    for (name, text) in contents.files { try work.write(text, to: name) }
    // xorriso writes into the file that is there and leaves its mode alone.
    try work.write("", to: "seed.iso")
    let result = try await runner.run(program(in: work.path, files: contents.files.map(\.name), time: time))
    guard result.isSuccess else { throw Failure(.unexpected, "the seed cannot be made: xorriso \(result.words)") }
    var status = stat()
    guard lstat("\(work.path)/seed.iso", &status) == 0, status.st_mode & 0o7777 == 0o600, status.st_size > 0 else {
      throw Failure(.unexpected, "xorriso made no seed, or one that others may read")
    }
    try work.give("seed.iso", to: path)
  }

  /// The argument vector: the start-up files of xorriso stay unread, owners and modes do not depend on the caller.
  func program(in directory: String, files: [String], time: Timestamp) -> Program {
    var environment = Program.plainEnvironment
    environment["SOURCE_DATE_EPOCH"] = String(time.seconds)
    environment["TZ"] = "UTC"
    let options = ["-no_rc", "-as", "mkisofs", "-quiet", "-volid", "cidata", "-joliet", "-rock"]
    // The files' own times would be those of this moment: all get the VM's (YYYYMMDDhhmmss and hundredths).
    let moment = time.description.filter(\.isNumber) + "00"
    let owners = ["--set_all_file_dates", moment, "-uid", "0", "-gid", "0", "-file-mode", "0400", "-dir-mode", "0500"]
    return Program(
      "xorriso",
      options + owners + ["-output", "seed.iso"] + files,
      environment: environment,
      directory: directory,
      limits: ProgramLimits(cpuSeconds: 30, memory: .gibibytes(1), fileSize: .mebibytes(16)),
      timeout: .seconds(60)
    )
  }
}

import Foundation

/// qemu-img on an opened qcow2 file, under limits, with the format always named.
///
/// The file is the tool's standard input and reopened as /proc/self/fd/0, so that nobody can put another one at its
/// path between our look and the tool's.
struct ImageTool {
  let runner: any ProgramRunner
  let scratch: String
  let file: OpenedImage

  /// Checks every cluster: a truncated file passes `info` and `convert`, and only fails here.
  func check() async throws {
    let result = try await run(["check", "-q", "-f", "qcow2", "/proc/self/fd/0"])
    // Status 3 means clusters that nothing uses: wasted space, no harm.
    guard result.ending == .exited(0) || result.ending == .exited(3) else {
      throw fault("is damaged or cut off: qemu-img check \(result.words)", "fetch it again and compare its sum")
    }
  }

  /// Compares what qemu-img sees with what the header said.
  func compareInfo(virtualSize: UInt64) async throws {
    struct Info: Decodable {
      let format: String
      let virtualSize: UInt64
      let backing: String?
      let encrypted: Bool?
      let snapshots: [Snapshot]?
      struct Snapshot: Decodable {}
      enum CodingKeys: String, CodingKey {
        case format, encrypted, snapshots
        case virtualSize = "virtual-size"
        case backing = "backing-filename"
      }
    }
    let result = try await run(["info", "-f", "qcow2", "--output=json", "/proc/self/fd/0"])
    guard result.isSuccess, let info = try? JSONDecoder().decode(Info.self, from: Data(result.output)) else {
      throw fault("cannot be read: qemu-img info \(result.words)")
    }
    guard info.format == "qcow2", info.virtualSize == virtualSize, info.backing == nil, info.encrypted != true,
      info.snapshots?.isEmpty ?? true
    else { throw fault("is not what its header says") }
  }

  /// The guest's first sectors, to see the partition table.
  func firstSectors() async throws -> [UInt8] {
    let work = try PrivateDirectory(below: scratch, prefix: ".image-")
    let count = FirmwareGuess.window / 512
    let result = try await run(
      ["dd", "-f", "qcow2", "-O", "raw", "bs=512", "count=\(count)", "if=/proc/self/fd/0", "of=\(work.path)/head"]
    )
    guard result.isSuccess else { throw fault("cannot be read: qemu-img dd \(result.words)") }
    return try OpenedImage(opening: "\(work.path)/head").read(at: 0, count: FirmwareGuess.window)
  }

  private func run(_ arguments: [String]) async throws -> ProgramResult {
    try await runner.run(
      Program(
        "qemu-img",
        arguments,
        input: .descriptor(file.descriptor),
        limits: ProgramLimits(cpuSeconds: 300, memory: .gibibytes(2), fileSize: .mebibytes(1)),
        timeout: .seconds(900)
      )
    )
  }

  private func fault(_ reason: String, _ hint: String? = nil) -> Failure {
    ImageFault(reason, hint).failure(about: file.path)
  }
}

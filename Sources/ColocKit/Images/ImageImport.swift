/// Judges an image file before it enters the catalogue.
///
/// Our own reading of the header comes first: QEMU's tools follow what a hostile header says. Then qemu-img checks the
/// whole file, with the format named and under limits, on the same opened file.
public struct ImageImport: Sendable {
  /// The largest virtual size that is taken without being told another.
  public static let largest = ByteCount.gibibytes(100)

  private let runner: any ProgramRunner
  private let scratch: String
  private let largest: ByteCount

  /// Makes an examiner: `scratch` is a directory of the caller's own for a few kilobytes, `largest` the quota for the
  /// virtual size.
  public init(runner: any ProgramRunner, scratch: String, largest: ByteCount = ImageImport.largest) {
    self.runner = runner
    self.scratch = scratch
    self.largest = largest
  }

  /// Examines a file; `expected` is the digest that its publisher names, if any, `known` the one that it was seen to have.
  ///
  /// - Throws: `Failure`: `invalidFile` with the reason and what to do, `notFound`, `notPermitted`.
  public func examine(_ path: String, expected: Digest? = nil) async throws -> ExaminedImage {
    try await examine(path, expected: expected, known: nil)
  }

  func examine(_ path: String, expected: Digest?, known: HashedFile?) async throws -> ExaminedImage {
    let file = try OpenedImage(opening: path)
    let head = try file.read(at: 0, count: QCOW2Header.window)
    let tail = try file.read(at: max(0, file.size.bytes - 512), count: 512)
    let header: ImageHeader
    do throws(ImageFault) {
      header = try ImageHeader(head: head, tail: tail, fileSize: UInt64(file.size.bytes), largest: largest)
    } catch { throw error.failure(about: path) }
    let digest = if let known, file.isUnchanged(since: known.stamp) { known.digest } else { try await file.stream() }
    if let expected, expected != digest {
      throw Failure(
        .invalidFile,
        "\(Printable.clean(path)) has the sum \(digest.short)…, not \(expected.short)… as given",
        hint: "fetch it again; if the sum stays wrong, do not use it"
      )
    }
    let examined: ExaminedImage
    switch header {
    case .raw(let size):
      examined = ExaminedImage(
        file: file,
        format: .raw,
        virtualSize: ByteCount(bytes: Int64(size)),
        digest: digest,
        firmware: FirmwareGuess.firmware(of: Array(head.prefix(FirmwareGuess.window)))
      )
    case .qcow2(let size):
      let tool = ImageTool(runner: runner, scratch: scratch, file: file)
      try await tool.check()
      try await tool.compareInfo(virtualSize: size)
      examined = ExaminedImage(
        file: file,
        format: .qcow2,
        virtualSize: ByteCount(bytes: Int64(size)),
        digest: digest,
        firmware: FirmwareGuess.firmware(of: try await tool.firstSectors())
      )
    }
    try file.checkUnchanged()
    return examined
  }
}

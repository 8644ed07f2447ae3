import ColocKit
import Foundation

/// Image files made by the real tools, and ways to spoil them.
struct SampleImage {
  let scratch: ScratchDirectory

  init() throws { scratch = try ScratchDirectory() }

  func path(_ name: String) -> String { "\(scratch.path)/\(name)" }

  /// A qcow2 file with some data in it.
  @discardableResult
  func qcow2(_ name: String = "a.qcow2", size: String = "64M", options: String = "compat=1.1") throws -> String {
    try create(name, size: size, options: options)
    _ = try ToolRunner.output(
      "qemu-io",
      ["-f", "qcow2", "-c", "write -P 7 1M 2M", "-c", "write -P 9 9M 64k", name],
      in: scratch.path
    )
    return path(name)
  }

  @discardableResult
  func create(_ name: String, format: String = "qcow2", size: String = "64M", options: String = "") throws -> String {
    let more = options.isEmpty ? [] : ["-o", options]
    _ = try ToolRunner.output("qemu-img", ["create", "-q", "-f", format] + more + [name, size], in: scratch.path)
    return path(name)
  }

  /// Writes bytes over the file's own.
  func patch(_ name: String, at offset: Int, _ bytes: [UInt8]) throws {
    let handle = try FileHandle(forUpdating: URL(filePath: path(name)))
    try handle.seek(toOffset: UInt64(offset))
    try handle.write(contentsOf: Data(bytes))
    try handle.close()
  }

  func bytes(_ name: String) throws -> [UInt8] { Array(try Data(contentsOf: URL(filePath: path(name)))) }

  func importer(largest: ByteCount = ImageImport.largest, runner: any ProgramRunner = ToolRunner()) -> ImageImport {
    ImageImport(runner: runner, scratch: scratch.path, largest: largest)
  }
}

import ColocKit
import Foundation
import Synchronization

/// Plays qemu-img on files that are small: each says what is below it and which blocks it has of its own.
///
/// The rules are the real ones: a commit into a file that two stand on changes what the other reads.
final class FakeImages: Sendable {
  struct Image: Codable, Equatable {
    var below: String?
    var capacity: UInt64 = 0
    var blocks: [String: String] = [:]
  }

  /// What goes wrong at one program.
  enum Fault: Sendable, CaseIterable {
    /// It ends with status 1 and has done nothing.
    case refused
    /// It has done it, and ends with status 1, as one that is killed at its end.
    case doneAndKilled
  }

  private let state = Mutex<(count: Int, faults: [Int: Fault])>((0, [:]))

  /// How many programs were run.
  var count: Int { state.withLock { $0.count } }

  /// Makes the program with this number (the first is 1) go wrong, counted from now on.
  func fail(program number: Int, _ fault: Fault) { state.withLock { $0 = (0, [number: fault]) } }
  func heal() { state.withLock { $0 = (0, [:]) } }

  @Sendable func run(_ program: Program) throws -> ProgramResult {
    guard program.name == "qemu-img", let directory = program.directory else { return try FakeRunner.makeSeed(program) }
    let fault = state.withLock { state in
      state.count += 1
      return state.faults[state.count]
    }
    if fault == .refused { return FakeRunner.exited(1, errors: "killed") }
    let result = try Self.answer(program.arguments, directory)
    return fault == nil ? result : FakeRunner.exited(1, errors: "killed")
  }

  private static func answer(_ arguments: [String], _ directory: String) throws -> ProgramResult {
    let backing = arguments.firstIndex(of: "-b").map { arguments[$0 + 1] }
    switch arguments[0] {
    case "create":
      let file = "\(directory)/\(arguments[arguments.count - 2])"
      if let backing, !FileManager.default.fileExists(atPath: "\(directory)/\(backing)") {
        return FakeRunner.exited(1, errors: "no \(backing)")
      }
      try write(Image(below: backing, capacity: UInt64(arguments[arguments.count - 1]) ?? 0), file)
    case "check": _ = try read("\(directory)/\(arguments[arguments.count - 1])")
    case "measure": return FakeRunner.exited(0, #"{"required": 2097152, "fully-allocated": 21478375424}"#)
    case "rebase":
      let file = "\(directory)/\(arguments[arguments.count - 1])"
      let seen = try content(file)
      let kept = try backing.map { try content("\(directory)/\($0)") } ?? [:]
      // A block that the new one below lacks must be there; what it has and was not seen cannot be told here.
      var image = try read(file)
      image.below = backing
      image.blocks = seen.filter { kept[$0.key] != $0.value }
      try write(image, file)
    case "commit":
      let file = "\(directory)/\(arguments[arguments.count - 1])"
      let image = try read(file)
      guard let below = image.below else { return FakeRunner.exited(1, errors: "nothing below") }
      var under = try read("\(directory)/\(below)")
      under.blocks.merge(image.blocks) { _, new in new }
      try write(under, "\(directory)/\(below)")
    default: return FakeRunner.exited(64, errors: "unknown")
    }
    return FakeRunner.exited(0)
  }

  /// What a guest would see in a file.
  static func content(_ path: String) throws -> [String: String] {
    let image = try read(path)
    guard let below = image.below else { return image.blocks }
    let directory = URL(filePath: path).deletingLastPathComponent().path()
    return try content("\(directory)/\(below)").merging(image.blocks) { _, own in own }
  }

  /// Gives a file blocks of its own, as a backup does.
  static func fill(_ path: String, _ blocks: [String: String], forged: String? = nil) throws {
    var image = try read(path)
    if let forged { image.below = forged }
    image.blocks = blocks
    try write(image, path)
  }

  static func read(_ path: String) throws -> Image {
    try JSONDecoder().decode(Image.self, from: Data(contentsOf: URL(filePath: path)).dropFirst(header))
  }

  /// How long the header is, which is a real one.
  private static let header = 512

  private static func write(_ image: Image, _ path: String) throws {
    var bytes = [UInt8](repeating: 0, count: header)
    func put(_ value: UInt64, _ width: Int, at offset: Int) {
      for place in 0..<width { bytes[offset + place] = UInt8(truncatingIfNeeded: value >> (8 * (width - 1 - place))) }
    }
    put(0x5146_49FB, 4, at: 0)
    put(3, 4, at: 4)
    put(16, 4, at: 20)
    put(image.capacity, 8, at: 24)
    put(104, 4, at: 100)
    if let below = image.below {
      put(0xE279_2ACA, 4, at: 104)
      put(5, 4, at: 108)
      bytes.replaceSubrange(112..<117, with: Array("qcow2".utf8))
      put(256, 8, at: 8)
      put(UInt64(below.utf8.count), 4, at: 16)
      bytes.replaceSubrange(256..<256 + below.utf8.count, with: Array(below.utf8))
    }
    try (Data(bytes) + JSONEncoder().encode(image)).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  }
}

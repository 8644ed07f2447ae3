import ColocKit
import Foundation
import Synchronization

/// Plays qemu-img on files that are small: each says what is below it and which blocks it has of its own.
///
/// The rules are the real ones: a commit into a file that two stand on changes what the other reads.
final class FakeImages: Sendable {
  struct Image: Codable, Equatable {
    var below: String?
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
      try write(Image(below: backing), file)
    case "check": _ = try read("\(directory)/\(arguments[arguments.count - 1])")
    case "measure": return FakeRunner.exited(0, #"{"required": 2097152, "fully-allocated": 21478375424}"#)
    case "rebase":
      let file = "\(directory)/\(arguments[arguments.count - 1])"
      let seen = try content(file)
      let kept = try backing.map { try content("\(directory)/\($0)") } ?? [:]
      // A block that the new one below lacks must be there; what it has and was not seen cannot be told here.
      try write(Image(below: backing, blocks: seen.filter { kept[$0.key] != $0.value }), file)
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
  static func fill(_ path: String, _ blocks: [String: String]) throws {
    var image = try read(path)
    image.blocks = blocks
    try write(image, path)
  }

  static func read(_ path: String) throws -> Image {
    try JSONDecoder().decode(Image.self, from: Data(contentsOf: URL(filePath: path)))
  }

  private static func write(_ image: Image, _ path: String) throws {
    try JSONEncoder().encode(image).write(to: URL(filePath: path))
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
  }
}

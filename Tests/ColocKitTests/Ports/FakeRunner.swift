import ColocKit
import Foundation
import Synchronization

/// Runs nothing: records what was asked, and does what the programs of coloc would do to files.
final class FakeRunner: ProgramRunner {
  private let asked = Mutex<[Program]>([])
  private let answer: @Sendable (Program) throws -> ProgramResult

  /// Every program, in order.
  var programs: [Program] { asked.withLock { $0 } }

  init(_ answer: @escaping @Sendable (Program) throws -> ProgramResult = FakeRunner.makeSeed) { self.answer = answer }

  func run(_ program: Program) async throws -> ProgramResult {
    asked.withLock { $0.append(program) }
    return try answer(program)
  }

  static func exited(_ status: Int32, _ output: String = "", errors: String = "") -> ProgramResult {
    ProgramResult(ending: .exited(status), output: Array(output.utf8), errors: Array(errors.utf8))
  }

  /// xorriso writes into the file that stands there already.
  @Sendable static func makeSeed(_ program: Program) throws -> ProgramResult {
    guard program.name == "xorriso", let directory = program.directory else { return exited(127) }
    let file = try FileHandle(forWritingTo: URL(filePath: "\(directory)/seed.iso"))
    try file.write(contentsOf: Data(repeating: 1, count: 4096))
    try file.close()
    return exited(0)
  }
}

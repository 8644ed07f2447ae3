/// The way to run another program; the command line provides it, tests provide their own.
public protocol ProgramRunner: Sendable {
  /// Runs a program to its end.
  ///
  /// Cancelling the task ends the program. A program that fails is a result, not an error.
  ///
  /// - Throws: `Failure` of kind `notFound` when there is no such program, naming it and its Debian package.
  func run(_ program: Program) async throws -> ProgramResult

  /// The same, told every line of standard output as it comes.
  func run(_ program: Program, eachLine: @escaping @Sendable (String) -> Void) async throws -> ProgramResult
}

extension ProgramRunner {
  /// For runners that cannot follow a program: the lines are told at its end.
  public func run(_ program: Program, eachLine: @escaping @Sendable (String) -> Void) async throws -> ProgramResult {
    let result = try await run(program)
    String(decoding: result.output, as: UTF8.self).split(separator: "\n").forEach { eachLine(String($0)) }
    return result
  }
}

/// The way to run another program; the command line provides it, tests provide their own.
public protocol ProgramRunner: Sendable {
  /// Runs a program to its end.
  ///
  /// Cancelling the task ends the program. A program that fails is a result, not an error.
  ///
  /// - Throws: `Failure` of kind `notFound` when there is no such program, naming it and its Debian package.
  func run(_ program: Program) async throws -> ProgramResult
}

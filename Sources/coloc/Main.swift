internal import ArgumentParser
internal import ColocKit
internal import Dispatch
internal import Glibc

/// Runs one command: parses, hears Ctrl-C, and turns whatever is thrown into words and an exit code.
enum Main {
  static func run() async {
    signal(SIGPIPE, SIG_IGN)
    do {
      var command = try Coloc.parseAsRoot()
      guard var asyncCommand = command as? any AsyncParsableCommand else { return try command.run() }
      let work = Task { try await asyncCommand.run() }
      let ears = listen { work.cancel() }
      defer { ears.forEach { $0.cancel() } }
      try await work.value
    } catch {
      leave(error)
    }
  }

  /// The first Ctrl-C (or SIGTERM) asks the command to stop where it is safe; the second ends it at once.
  private static func listen(_ stop: @escaping @Sendable () -> Void) -> [any DispatchSourceSignal] {
    [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        stop()
        signal(number, SIG_DFL)
      }
      source.resume()
      return source
    }
  }

  private static func leave(_ error: any Error) -> Never {
    switch error {
    case let failure as Failure: say(failure)
    case let document as InvalidDocument: say(document.failure)
    case let fault as ParseFault: say(Failure(.usage, fault.message))
    case is CancellationError:
      Terminal.say("coloc: interrupted; run it again to go on, or coloc recover")
      Coloc.exit(withError: ExitCode.interrupted)
    default: refuse(error)
    }
  }

  /// Help and version go to standard output; what was typed wrong is quoted harmless for a terminal.
  private static func refuse(_ error: any Error) -> Never {
    let code = Coloc.exitCode(for: error)
    guard code == .validationFailure else { Coloc.exit(withError: error) }
    for line in words(for: error) { Terminal.say(line) }
    Coloc.exit(withError: code)
  }

  /// What is said about an error of the argument parser, a line each.
  static func words(for error: any Error) -> [String] {
    Coloc.fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false).map {
      Printable.clean(String($0))
    }
  }

  private static func say(_ failure: Failure) -> Never {
    Terminal.say("coloc: \(failure.message)")
    failure.hints.forEach { Terminal.say("  \($0)") }
    Coloc.exit(withError: ExitCode(failure.kind))
  }
}

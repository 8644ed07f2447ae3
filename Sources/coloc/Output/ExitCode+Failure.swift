internal import ArgumentParser
internal import ColocKit

extension ExitCode {
  /// The one place where a failure becomes an exit code (sysexits.h where it has a word for it).
  init(_ kind: Failure.Kind) {
    switch kind {
    case .unexpected: self.init(1)
    case .partly: self.init(2)
    case .usage: self.init(64)
    case .invalidFile: self.init(65)
    case .notFound: self.init(66)
    case .unreachable: self.init(69)
    case .cannotCreate: self.init(73)
    case .busy: self.init(75)
    case .outcomeUnknown: self.init(76)
    case .notPermitted: self.init(77)
    case .configuration: self.init(78)
    }
  }

  /// Ended by Ctrl-C, as shells count it (128 + SIGINT).
  static let interrupted = ExitCode(130)
}

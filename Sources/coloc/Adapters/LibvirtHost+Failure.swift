internal import ColocKit
internal import Glibc
internal import VirtKit

extension LibvirtHost {
  /// libvirt's word for a fault in coloc's words, with what was being done.
  func failure(_ error: any Error, _ what: String, lost: Failure.Kind) -> any Error {
    switch error {
    case let error as LibvirtError:
      let hint = Self.hint(for: error, lost: lost)
      return Failure(
        kind(of: error, lost: lost),
        "\(name) could not \(what): \(Printable.clean(error.message))",
        hints: hint.map { [$0] } ?? []
      )
    case let error as DeadlineError:
      return Failure(
        lost,
        "\(name) did not \(what) within \(Int(error.seconds)) s",
        hint: lost == .outcomeUnknown
          ? "look before trying again: coloc vm list" : "try again; or look with virsh -c \(uri)"
      )
    case let error as SystemError:
      let isFull = error.errno == ENOSPC || error.errno == EDQUOT
      return Failure(
        isFull ? .cannotCreate : .unexpected,
        "\(name) could not \(what): \(Printable.clean("\(error)"))",
        hints: isFull ? [Self.roomHint] : []
      )
    case let error as XMLError:
      return Failure(.unexpected, "\(name) could not \(what): \(error)")
    default: return error
    }
  }

  private func kind(of error: LibvirtError, lost: Failure.Kind) -> Failure.Kind {
    if error.isConnectionLost { return lost }
    switch error.code {
    case .noDomain, .noStorageVolume, .noStoragePool, .noNetwork, .noFilter: return .notFound
    case .agentUnresponsive, .noConnect: return .unreachable
    case .operationTimeout, .resourceBusy: return .busy
    case .accessDenied, .authFailed, .operationDenied: return .notPermitted
    case .domainExists, .networkExists, .storageVolumeExists: return .cannotCreate
    default: return error.message.contains("No space left") ? .cannotCreate : .unexpected
    }
  }

  private static func hint(for error: LibvirtError, lost: Failure.Kind) -> String? {
    if error.isConnectionLost, lost == .outcomeUnknown {
      return "it may have happened; coloc recover looks and finishes or undoes"
    }
    return error.message.contains("No space left") ? roomHint : nil
  }

  private static let roomHint = "make room where the pool lies (coloc status shows it), then try again"
}

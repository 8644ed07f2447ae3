import Glibc

/// Why curl failed, for the owner (curl(1), EXIT CODES).
struct CurlFault {
  private let result: ProgramResult
  private let address: WebAddress
  private let largest: ByteCount

  init(_ result: ProgramResult, _ address: WebAddress, largest: ByteCount) {
    self.result = result
    self.address = address
    self.largest = largest
  }

  /// Whether the server cannot go on where a file ends (CURLE_RANGE_ERROR, CURLE_BAD_DOWNLOAD_RESUME), or has nothing
  /// behind it (416): then what is there is as long as the whole, and not it, as after a power cut.
  var isResumeRefused: Bool {
    switch result.ending {
    case .exited(33), .exited(36): true
    case .exited(22): said.hasSuffix("error: 416")
    default: false
    }
  }

  /// Whether the file could not be written (CURLE_WRITE_ERROR).
  var isWriteFault: Bool { result.ending == .exited(23) }

  var failure: Failure {
    switch result.ending {
    case .exited(1):
      Failure(
        .invalidFile,
        "\(address) leads to another protocol than \(address.allowsHTTP ? "http or https" : "https"): not followed",
        hint: "http is spoken only where base in the catalogue begins with http://"
      )
    case .exited(22) where said.hasSuffix("error: 404") || said.hasSuffix("error: 410"):
      Failure(
        .notFound,
        "there is no \(address)",
        hint: "is the release still published? see: coloc image list --available"
      )
    case .exited(28):
      Failure(.unreachable, "\(address) is too slow or stands still\(words)", hint: Self.again)
    case .exited(63), .signalled(SIGXFSZ): Self.tooLarge(address, largest)
    case .exited(60), .exited(77):
      Failure(
        .unreachable,
        "the certificate of \(address) is not trusted\(words)",
        hint: "is ca-certificates installed, and is the clock right?"
      )
    default: Failure(.unreachable, "cannot fetch \(address)\(words)", hint: Self.again)
    }
  }

  static func tooLarge(_ address: WebAddress, _ largest: ByteCount) -> Failure {
    Failure(.invalidFile, "\(address) is larger than the \(largest) that are taken")
  }

  private static let again = "type it again later: it goes on where it stopped"

  /// The last line of what curl says about itself: "curl: (6) Could not resolve host: …".
  private var said: String {
    let lines = String(decoding: result.errors, as: UTF8.self).split(whereSeparator: \.isNewline)
    return lines.last { $0.hasPrefix("curl: ") }.map { Printable.clean(String($0.prefix(300))) } ?? ""
  }

  private var words: String { said.isEmpty ? ": curl \(result.words)" : ": \(said)" }
}

/// curl as coloc uses it: an argument vector, nothing of the caller's (no .curlrc, no netrc), https alone unless the
/// source says http itself, across redirects too (curl(1)).
struct Curl {
  /// How long a server may be slow before it is given up.
  struct Patience: Sendable {
    /// Seconds until a connection must stand.
    var connect = 30
    /// Seconds below a kilobyte a second after which a transfer is given up.
    var stall = 60
  }

  /// The largest image file that is fetched.
  static let largestImage = ByteCount.gibibytes(8)
  /// The largest list, listing, digest or signature.
  static let largestText = ByteCount.mebibytes(8)

  let runner: any ProgramRunner
  var patience = Patience()

  /// Fetches a small file whole.
  ///
  /// - Throws: `Failure` as `CurlFault` says; `invalidFile` for one that is too large.
  func text(_ address: WebAddress) async throws -> [UInt8] {
    let largest = Self.largestText
    let result = try await runner.run(
      Program(
        "curl",
        options(address, largest: largest) + ["--url", address.description],
        timeout: .seconds(300),
        outputLimit: Int(largest.bytes) + 1
      )
    )
    guard result.isSuccess else { throw CurlFault(result, address, largest: largest).failure }
    guard result.output.count <= Int(largest.bytes) else { throw CurlFault.tooLarge(address, largest) }
    return result.output
  }

  /// The program that fetches an image to the end of a file, from where the file ends on; headers go to its output.
  ///
  /// The lock of the download is its standard input: it holds it too, should it outlive a coloc that is killed.
  func program(_ address: WebAddress, into path: String, holding descriptor: Int32) -> Program {
    Program(
      "curl",
      options(address, largest: Self.largestImage)
        + ["--dump-header", "-", "--continue-at", "-", "--output", path, "--url", address.description],
      input: .descriptor(descriptor),
      limits: ProgramLimits(fileSize: Self.largestImage),
      timeout: nil
    )
  }

  private func options(_ address: WebAddress, largest: ByteCount) -> [String] {
    let protocols = address.allowsHTTP ? "=http,https" : "=https"
    // --disable only counts when it comes first.
    return [
      "--disable", "--globoff", "--silent", "--show-error", "--fail", "--location", "--max-redirs", "5",
      "--proto", protocols, "--proto-redir", protocols, "--connect-timeout", String(patience.connect),
      "--speed-limit", "1024", "--speed-time", String(patience.stall), "--max-filesize", String(largest.bytes),
    ]
  }
}

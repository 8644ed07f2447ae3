/// An OpenPGP signature beside what it signs, verified by gpgv(1) against one keyring that the owner has put here.
struct DetachedSignature {
  let runner: any ProgramRunner
  /// The keyring, an absolute path.
  let key: String

  /// Verifies the signature of a file.
  ///
  /// - Parameters:
  ///   - signature: Its bytes.
  ///   - path: The signed file.
  ///   - scratch: A directory of the caller's own.
  ///   - address: What was signed, for words.
  /// - Throws: `Failure`: `configuration` when there is no keyring, `notPermitted` when others may write it, `invalidFile`
  ///   for anything but one good signature of a key in it that is neither expired nor revoked.
  func verify(_ signature: [UInt8], of path: String, scratch: String, address: WebAddress) async throws {
    guard let keyring = try DurableFile.read(key, privacy: .readable) else {
      throw Failure(
        .configuration,
        "there is no keyring \(key), which the catalogue of images names",
        hint: "gpg --export FINGERPRINT >\(ShellWord.quoted(key)), or take key out of images.yaml"
      )
    }
    // A copy: what was judged above is what gpgv reads.
    try DurableFile.write(keyring, to: "\(scratch)/keyring.gpg")
    try DurableFile.write(signature, to: "\(scratch)/signature")
    let result = try await runner.run(
      Program(
        "gpgv",
        [
          "--homedir", scratch, "--status-fd", "1", "--keyring", "\(scratch)/keyring.gpg", "--",
          "\(scratch)/signature", path,
        ],
        limits: ProgramLimits(cpuSeconds: 300),
        timeout: .seconds(600)
      )
    )
    let states = String(decoding: result.output, as: UTF8.self).split(whereSeparator: \.isNewline)
      .compactMap { line in line.hasPrefix("[GNUPG:] ") ? line.split(separator: " ").dropFirst().first : nil }
    let bad: Set<Substring> = ["BADSIG", "ERRSIG", "EXPSIG", "EXPKEYSIG", "REVKEYSIG", "NO_PUBKEY", "NODATA"]
    guard result.isSuccess, states.contains("VALIDSIG"), bad.isDisjoint(with: states) else {
      throw Failure(
        .invalidFile,
        "the signature of \(address) is not a good one by a key in \(key): gpgv \(result.words)",
        hint: "do not use the image; has the publisher changed its key? compare fingerprints before believing it"
      )
    }
  }
}

import Glibc

/// Who else may look at a file; checked before a byte of it is believed, as sshd(8) does with authorized_keys.
public enum FilePrivacy: Sendable {
  /// State: nobody but its owner reads or writes.
  case secret
  /// Configuration: others may read, nobody but its owner writes.
  case readable

  private var refused: mode_t { self == .secret ? 0o077 : 0o022 }

  /// Refuses a file that somebody else owns or that its mode opens to others.
  ///
  /// - Throws: `Failure(.notPermitted)` with the path and the command that mends it.
  func check(_ status: stat, path: String) throws(Failure) {
    let shown = Printable.clean(path)
    let isDirectory = status.st_mode & S_IFMT == S_IFDIR
    guard isDirectory || status.st_mode & S_IFMT == S_IFREG else {
      throw Failure(.notPermitted, "\(shown) is no regular file", hint: "remove it")
    }
    guard status.st_uid == 0 || status.st_uid == geteuid() else {
      throw Failure(
        .notPermitted,
        "\(shown) belongs to user \(status.st_uid), who could change what coloc believes",
        hint: "chown root: \(ShellWord.quoted(path))"
      )
    }
    let mode = status.st_mode & 0o7777
    guard mode & refused == 0 else {
      let octal = String(mode, radix: 8)
      let verb = mode & 0o022 != 0 ? "write" : "read"
      throw Failure(
        .notPermitted,
        "\(shown) has mode \(octal): others than its owner may \(verb) it",
        hint: "chmod \(isDirectory ? "700" : self == .secret ? "600" : "644") \(ShellWord.quoted(path))"
      )
    }
  }
}

internal import ColocKit
internal import Foundation

/// Files with SSH public keys, one a line, as ssh-keygen writes them.
enum KeyFile {
  /// All keys of a file. Throws `notFound`, or `usage` with the line that is no key.
  static func read(_ path: String) throws -> [SSHPublicKey] {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw Failure(
        .notFound,
        "\(Printable.clean(path)) cannot be read",
        hint: "give a file like ~/.ssh/id_ed25519.pub"
      )
    }
    guard data.count <= 65_536 else { throw Failure(.usage, "\(Printable.clean(path)) is no file of public keys") }
    var keys: [SSHPublicKey] = []
    for (index, line) in String(decoding: data, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
      .enumerated() where !line.allSatisfy(\.isWhitespace) && !line.hasPrefix("#")
    {
      do {
        keys.append(try SSHPublicKey(parsing: String(line)))
      } catch {
        throw Failure(.usage, "\(Printable.clean(path)):\(index + 1): \(error.message)")
      }
    }
    guard !keys.isEmpty else { throw Failure(.usage, "\(Printable.clean(path)) holds no SSH public key") }
    return keys
  }
}

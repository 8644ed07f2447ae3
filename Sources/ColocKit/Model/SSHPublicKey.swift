public import Foundation

/// An SSH public key as it stands in authorized_keys (sshd(8), RFC 4253 section 6.6), without options.
public struct SSHPublicKey: Parsed {
  /// What such a value is called.
  public static let noun = "an SSH public key"

  /// The key's algorithm, as `ssh-ed25519`.
  public let algorithm: String
  /// The key itself, decoded.
  public let blob: Data
  /// What stands behind the key; often a person's mail address. Empty when there is nothing.
  public let comment: String

  private static let algorithms = [
    "ssh-ed25519", "ssh-rsa", "ecdsa-sha2-nistp256", "ecdsa-sha2-nistp384", "ecdsa-sha2-nistp521",
    "sk-ssh-ed25519@openssh.com", "sk-ecdsa-sha2-nistp256@openssh.com",
  ]

  /// Parses one line `ALGORITHM BASE64 [COMMENT]`; the algorithm inside the key must be the one named before it.
  public init(parsing text: String) throws(ParseFault) {
    let line = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !line.contains("PRIVATE KEY") else {
      throw ParseFault("(not shown)", noun: Self.noun, reason: "is a private key; give the file that ends in .pub")
    }
    guard !line.unicodeScalars.contains(where: Printable.isDangerous) else {
      throw Self.fault(String(line.prefix(60)), "has several lines or control characters")
    }
    let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true).map(String.init)
    guard parts.count >= 2, Self.algorithms.contains(parts[0]) else {
      throw Self.fault(String(line.prefix(60)), "does not begin with one of \(Self.algorithms.joined(separator: ", "))")
    }
    guard let blob = Data(base64Encoded: parts[1]), let fields = Self.fields(of: blob),
      fields.first == Data(parts[0].utf8), fields.count >= 2
    else { throw Self.fault(String(line.prefix(60)), "is damaged: the part behind \(parts[0]) is no such key") }
    if parts[0] == "ssh-ed25519", fields[1].count != 32 {
      throw Self.fault(String(line.prefix(60)), "is damaged: an Ed25519 key has 32 bytes")
    }
    // The modulus has a leading zero byte when its top bit is set.
    if parts[0] == "ssh-rsa", fields.count != 3 || fields[2].count < 256 {
      throw Self.fault(String(line.prefix(60)), "is an RSA key of fewer than 2048 bits")
    }
    algorithm = parts[0]
    self.blob = blob
    comment = parts.count == 3 ? parts[2] : ""
  }

  /// The length-prefixed fields of a key (RFC 4251 section 5), or nil when they do not fill it exactly.
  private static func fields(of blob: Data) -> [Data]? {
    var rest = blob[...]
    var fields: [Data] = []
    while !rest.isEmpty {
      guard rest.count >= 4 else { return nil }
      let length = rest.prefix(4).reduce(0) { $0 << 8 | Int($1) }
      rest = rest.dropFirst(4)
      guard length <= rest.count else { return nil }
      fields.append(Data(rest.prefix(length)))
      rest = rest.dropFirst(length)
    }
    return fields
  }

  /// The line as it stands in authorized_keys.
  public var description: String { comment.isEmpty ? bare : "\(bare) \(comment)" }
  /// The line without its comment, as it stands in known_hosts behind the name.
  public var bare: String { "\(algorithm) \(blob.base64EncodedString())" }
}

import Crypto
import Foundation

extension SSHPublicKey {
  /// The fingerprint as `ssh-keygen -lf` and ssh's first question show it: `SHA256:` and unpadded base64 of the digest
  /// of the key's blob (RFC 4648, section 3.2).
  public var fingerprint: String {
    let base64 = Data(SHA256.hash(data: blob)).base64EncodedString()
    return "SHA256:" + base64.prefix { $0 != "=" }
  }

  /// The key's type as ssh names it: `ED25519`, `ECDSA`, `RSA`.
  public var typeName: String {
    switch algorithm {
    case "ssh-ed25519": "ED25519"
    case "ssh-rsa": "RSA"
    case "sk-ssh-ed25519@openssh.com": "ED25519-SK"
    case "sk-ecdsa-sha2-nistp256@openssh.com": "ECDSA-SK"
    default: "ECDSA"
    }
  }
}

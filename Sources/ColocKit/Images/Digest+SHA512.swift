import Crypto

extension Digest {
  /// The digest of a finished hash.
  init(_ finished: SHA512Digest) throws(Failure) {
    let text = finished.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    do throws(ParseFault) { try self.init(parsing: text) } catch { throw Failure(.unexpected, error.message) }
  }
}

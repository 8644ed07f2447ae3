extension [SSHPublicKey] {
  /// Adds keys that are not there yet, whatever their comments.
  mutating func add(_ keys: [SSHPublicKey]) {
    for key in keys where !contains(where: { $0.blob == key.blob }) { append(key) }
  }

  /// Removes a key by its fingerprint (`SHA256:…`) or its comment; `owner` is whose keys they are, for words.
  ///
  /// Throws `notFound` with those that are there, `usage` for a comment that several have.
  mutating func remove(named text: String, of owner: String) throws(Failure) {
    let places = indices.filter { self[$0].fingerprint == text || (!text.isEmpty && self[$0].comment == text) }
    let known = map { "  \($0.fingerprint) \(Printable.clean($0.comment))" }
    guard let place = places.first else {
      throw Failure(
        .notFound,
        "\(owner) has no SSH key '\(Printable.excerpt(text))'",
        hints: known.isEmpty ? ["it has none at all"] : ["it has:"] + known
      )
    }
    guard places.count == 1 else {
      throw Failure(
        .usage,
        "\(owner) has \(places.count) SSH keys '\(Printable.excerpt(text))'",
        hints: ["name one by its fingerprint:"] + known
      )
    }
    remove(at: place)
  }
}

/// Whoever publishes a release's images, as far as small files tell: which is the newest, and what is its digest.
struct Publisher {
  let source: ImageSource
  let curl: Curl
  let layout: StateLayout

  /// The name of the image's file, looked up in the directory's listing where the catalogue leaves something open.
  func name(of file: ImageSource.File) async throws -> String {
    if let name = file.name.name(for: source.release) { return name }
    // With a slash: without it servers answer with a redirect.
    let listing = try await curl.text(source.directory.withSlash)
    if let name = file.name.newest(in: String(decoding: listing, as: UTF8.self), release: source.release) {
      return name
    }
    throw Failure(
      .notFound,
      "\(source.directory)/ lists no file like \(file.name)",
      hint: "is the release published already, and for this firmware? look there with a browser"
    )
  }

  /// The digest that is published for a file, its list's signature verified where the catalogue asks for one.
  func digest(of name: String) async throws -> Digest {
    switch source.checksum {
    case .list(let list):
      let address = source.directory.appending(list)
      let bytes = try await curl.text(address)
      try await verify(bytes, at: address)
      if let digest = SumList(bytes).digest(of: name) { return digest }
      throw Failure(.invalidFile, "\(address) has no SHA-512 digest of \(name), or two that differ")
    case .beside(let suffix):
      let address = source.directory.appending(name + suffix)
      if let digest = SumList(try await curl.text(address)).onlyDigest { return digest }
      throw Failure(.invalidFile, "\(address) is not a SHA-512 digest and nothing else")
    }
  }

  private func verify(_ list: [UInt8], at address: WebAddress) async throws {
    guard let suffix = source.signatureSuffix, let key = source.key else { return }
    let signature = try await curl.text(WebAddress(parsing: address.description + suffix))
    try await WorkDirectory.with(layout, "signature") { scratch in
      try DurableFile.write(list, to: "\(scratch)/sums")
      try await DetachedSignature(runner: curl.runner, key: key)
        .verify(signature, of: "\(scratch)/sums", scratch: scratch, address: address)
    }
  }
}

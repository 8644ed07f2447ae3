extension Rack {
  /// Decides what `image pull` does: which file of which directory, with which digest, or that it is at hand.
  ///
  /// Asks the publisher, changes nothing. Throws `usage` for what is not in the catalogue, `notFound` for what is not
  /// published, `unreachable`, `invalidFile` for sums or signatures that are wrong.
  public func plan(_ request: PullRequest) async throws -> PullPlan {
    let source = try Catalogue(of: request.os, from: templates).source(for: request.release)
    let file = try source.file(for: request.firmware)
    let atHand = try await imagesAtHand { image in
      image.os == source.os && image.release == source.release && image.firmware == file.firmware
    }
    if !request.refresh, let image = atHand.last {
      return PullPlan(source: source, firmware: file.firmware, present: image, address: nil, digest: nil)
    }
    let publisher = Publisher(source: source, curl: Curl(runner: runner), layout: state.layout)
    let name = try await publisher.name(of: file)
    let digest = try await publisher.digest(of: name)
    return PullPlan(
      source: source,
      firmware: file.firmware,
      present: atHand.first { $0.sha512 == digest },
      address: source.directory.appending(name),
      digest: digest
    )
  }

  /// Fetches what was planned, verifies the whole of it, and takes it in. An image that is at hand is success.
  ///
  /// What has come of a file stays when the connection breaks, and the next command goes on there. Throws what `plan`
  /// and `importImage` throw, and `busy` while another command fetches the same.
  public func pull(_ plan: PullPlan, reason: String?) async throws -> ImageRecord {
    if let image = plan.present {
      narrator.say("image \(image.name) is there already")
      return image
    }
    guard let address = plan.address, let digest = plan.digest else {
      throw Failure(.unexpected, "there is nothing to fetch in the plan")
    }
    try state.layout.ensure()
    let kind = "\(plan.source.os.rawValue)-\(plan.source.release)-\(plan.firmware.rawValue)"
    let lock = try await state.lock(.download(kind), time: time)
    defer { lock.release() }
    // Whoever had the lock before may have fetched the same.
    if let image = try await imagesAtHand({ $0.sha512 == digest && $0.firmware == plan.firmware }).first {
      narrator.say("image \(image.name) is there already")
      return image
    }
    let file = try PartialFile(in: state.layout.downloads, for: kind, digest: digest)
    narrator.stage("from", address.description)
    let curl = Curl(runner: runner)
    let hashed = try await Download(curl: curl, lock: lock, time: time, narrator: narrator)
      .fetch(address, into: file, expecting: digest)
    do {
      guard hashed.digest == digest else { throw wrongSum(hashed.digest, digest, address) }
      narrator.stage("sha512", "\(digest.short)…, as the publisher says")
      try await verify(file, at: address, plan.source, curl)
      let image = try await importImage(
        file.path,
        os: plan.source.os,
        release: plan.source.release,
        firmware: plan.firmware,
        expected: digest,
        known: hashed,
        source: address.description,
        reason: reason
      )
      file.remove()
      return image
    } catch let failure as Failure {
      // What is wrong would be wrong again; for want of room in the pool it need not be fetched twice.
      if failure.kind == .invalidFile { file.remove() }
      throw failure
    }
  }

  /// The images of the same kind that no VM stands on, older than `image`: what may go, when the owner says so.
  public func superseded(by image: ImageRecord) throws -> [ImageRecord] {
    let used = try Set(knownRecords().map(\.image))
    return try state.images.all().filter {
      $0.os == image.os && $0.release == image.release && $0.firmware == image.firmware && $0.added < image.added
        && $0.name != image.name && !used.contains($0.sha512)
    }
  }

  /// The images that have both record and volume, oldest first.
  private func imagesAtHand(_ isWanted: (ImageRecord) -> Bool) async throws -> [ImageRecord] {
    var images: [ImageRecord] = []
    for image in try state.images.all() where isWanted(image) {
      if try await host.volume(image.volume, in: image.pool) != nil { images.append(image) }
    }
    return images.sorted { ($0.added, $0.name) < ($1.added, $1.name) }
  }

  private func wrongSum(_ found: Digest, _ wanted: Digest, _ address: WebAddress) -> Failure {
    Failure(
      .invalidFile,
      "\(address) has the sum \(found.short)…, not \(wanted.short)… as its publisher says: it was removed",
      hint: "the publisher may be changing it just now: type it again; if the sum stays wrong, do not use it"
    )
  }

  private func verify(_ file: PartialFile, at address: WebAddress, _ source: ImageSource, _ curl: Curl) async throws {
    guard case .beside = source.checksum, let suffix = source.signatureSuffix else { return }
    guard let key = source.key else {
      return narrator.stage("signature", "not verified: the catalogue names no key")
    }
    let signature = try await curl.text(WebAddress(parsing: address.description + suffix))
    try await WorkDirectory.with(state.layout, "signature") { scratch in
      try await DetachedSignature(runner: runner, key: key)
        .verify(signature, of: file.path, scratch: scratch, address: address)
    }
    narrator.stage("signature", "good, by a key in \(key)")
  }
}

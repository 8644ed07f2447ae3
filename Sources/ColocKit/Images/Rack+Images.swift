internal import Foundation

extension Rack {
  /// Takes a disk image in: its header judged before any tool opens it, the whole file hashed, then uploaded.
  ///
  /// An image that is there already is success. Throws `invalidFile` for what is no clean qcow2 or raw image or has
  /// another digest, `cannotCreate` without room, `notFound`.
  public func importImage(
    _ path: String,
    os: OperatingSystem,
    release: Release,
    expected: Digest?,
    source: String,
    reason: String?
  ) async throws -> ImageRecord {
    let examined = try await WorkDirectory.with(state.layout, "image") { scratch in
      try await ImageImport(runner: runner, scratch: scratch).examine(path, expected: expected)
    }
    let image = ImageRecord(
      os: os,
      release: release,
      format: examined.format,
      firmware: examined.firmware,
      size: examined.fileSize,
      virtualSize: examined.virtualSize,
      sha512: examined.digest,
      source: source,
      pool: configuration.pool.name,
      added: time.now()
    )
    return try await holding(.imports) { try await take(examined, as: image, reason: reason) }
  }

  private func take(_ examined: ExaminedImage, as image: ImageRecord, reason: String?) async throws -> ImageRecord {
    if let present = try state.images.read(image.name),
      try await host.volume(present.volume, in: present.pool) != nil
    {
      narrator.say("image \(present.name) is there already")
      return present
    }
    let intent = try await holding(.addresses) {
      try await judgeDisk(image.size, in: try await activePool())
      return try state.intents.begin(
        Intent(
          id: UUID(),
          action: .image,
          rack: configuration.rack,
          image: image,
          command: command,
          started: time.now()
        )
      )
    }
    // A record whose volume was lost must not vouch for a half-filled one.
    try state.images.remove(image.name)
    do {
      try await upload(examined, as: image)
      try state.images.add(image)
    } catch {
      _ = await Task { try await Recovery(self).endImage(intent) }.result
      throw error
    }
    try state.intents.finish(intent)
    try audit(object: image.name.description, fields: ["images"], reason: reason)
    return image
  }

  /// The file goes up as it is, so that the volume's bytes are the ones that were hashed.
  private func upload(_ examined: ExaminedImage, as image: ImageRecord) async throws {
    try await host.deleteVolume(image.volume, in: image.pool)
    try await host.createVolume(image.volume, in: image.pool, capacity: image.size, format: .raw)
    let narrator = narrator
    // The file that was judged, whatever stands at its path by now.
    let path = "/proc/self/fd/\(examined.file.descriptor)"
    try await host.upload(path, to: image.volume, in: image.pool) { sent in
      narrator.progress("upload", done: sent, of: image.size.bytes)
    }
    try examined.file.checkUnchanged()
    narrator.stage("image", image.name.description)
  }

  /// Removes an image that no VM stands on, the trash included. Throws `busy` naming the VMs, `notFound`.
  public func removeImage(_ name: ImageName, reason: String?) async throws {
    try await holding(.imports) {
      try await holding(.addresses) { try await removeLocked(name, reason: reason) }
    }
  }

  /// Judges whether an image can go. Touches nothing; throws what `removeImage` throws.
  public func planRemoveImage(_ name: ImageName) throws -> ImageRecord {
    guard let image = try state.images.read(name) else {
      throw Failure(.notFound, "there is no image \(name)", hint: "see: coloc image list")
    }
    let users = try knownRecords(strict: true).filter { $0.image == image.sha512 }.map(\.name.description)
    guard users.isEmpty else {
      throw Failure(
        .busy,
        "image \(name) is in use by \(Set(users).sorted().joined(separator: ", "))",
        hint: "it can go when those VMs are purged"
      )
    }
    return image
  }

  private func removeLocked(_ name: ImageName, reason: String?) async throws {
    let image = try planRemoveImage(name)
    // The record first: a volume without a record is cleaned up, a record without a volume would be offered.
    let intent = try state.intents.begin(
      Intent(
        id: UUID(),
        action: .image,
        rack: configuration.rack,
        image: image,
        command: command,
        started: time.now()
      )
    )
    try state.images.remove(name)
    try await host.deleteVolume(image.volume, in: image.pool)
    try state.intents.finish(intent)
    try audit(object: name.description, fields: ["images"], reason: reason)
  }
}

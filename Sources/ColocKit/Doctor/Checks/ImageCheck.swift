/// The images' volumes against their records.
struct ImageCheck: Check {
  static let codes: [FindingCode] = [.imageMissing, .imageChanged]

  let pool: Configuration.Pool
  let images: [ImageRecord]
  let volumes: [String: VolumeFacts]
  /// The digests that VMs stand on.
  let used: Set<Digest>

  var findings: [Finding] {
    images.filter { $0.pool == pool.name }.compactMap { image in
      let name = image.name.description
      guard let volume = volumes[image.volume] else { return missing(image) }
      let change = change(image, volume)
      return change.map {
        Finding(.imageChanged, name, "\(image.volume) \($0): it is not what was taken in", cure: cure(image, volume))
      }
    }
  }

  private func missing(_ image: ImageRecord) -> Finding {
    let isUsed = used.contains(image.sha512)
    let message = "\(image.volume) is gone from pool \(pool.name)\(isUsed ? ": VMs that stand on it cannot start" : "")"
    let path = ShellWord.quoted("\(pool.path)/\(image.volume)")
    return Finding(
      .imageMissing,
      image.name.description,
      message,
      cure: isUsed
        ? "cp -a BACKUP/\(image.volume) \(path) && virsh pool-refresh \(pool.name)" : "coloc image remove \(image.name)"
    )
  }

  private func change(_ image: ImageRecord, _ volume: VolumeFacts) -> String? {
    if let length = volume.length, length != image.size { return "has \(length.bytes) bytes, not \(image.size.bytes)" }
    if volume.volume.capacity != image.virtualSize {
      return "shows a guest \(volume.volume.capacity), not \(image.virtualSize)"
    }
    // Others' bits are another finding's.
    if let mode = volume.mode, mode & 0o170 != 0 { return "has mode \(String(mode, radix: 8)), not 600" }
    return nil
  }

  private func cure(_ image: ImageRecord, _ volume: VolumeFacts) -> String {
    if volume.length == image.size, volume.volume.capacity == image.virtualSize {
      return "chmod 0600 \(ShellWord.quoted(volume.path))"
    }
    return used.contains(image.sha512)
      ? "cp -a BACKUP/\(image.volume) \(ShellWord.quoted(volume.path))" : "coloc image remove \(image.name)"
  }
}

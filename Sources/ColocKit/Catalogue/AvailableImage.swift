/// An image that the catalogue knows.
public struct AvailableImage: Sendable {
  /// Where it is published.
  public let source: ImageSource
  /// Which of the files there.
  public let file: ImageSource.File
  /// The newest image of its kind at hand, if any.
  public let present: ImageRecord?

  /// The address, what is looked up at the time of a pull still open in it.
  public var pattern: String {
    source.directory.appending(file.name.filled(for: source.release)).description
  }

  /// Whether there is a signature, and whether it is verified.
  public var signature: String {
    source.signatureSuffix == nil ? "none" : source.key == nil ? "no key" : "verified"
  }

  /// The entry as `image list --available --json` prints it.
  public var json: JSONValue {
    .object([
      "os": .string(source.os.rawValue), "release": .text(source.release), "firmware": .string(file.firmware.rawValue),
      "url": .string(pattern), "signature": .string(signature), "image": .text(present?.name),
    ])
  }
}

extension Rack {
  /// What the catalogues know, by distribution, release and firmware; nobody is asked.
  ///
  /// - Throws: What `Catalogue` throws about a file that cannot be read.
  public func availableImages() throws -> [AvailableImage] {
    let images = try state.images.all()
    return try OperatingSystem.allCases.flatMap { os in
      try Catalogue(of: os, from: templates).sources.flatMap { source in
        source.files.map { file in
          let alike = images.filter {
            $0.os == os && $0.release == source.release && $0.firmware == file.firmware
          }
          return AvailableImage(source: source, file: file, present: alike.max { $0.added < $1.added })
        }
      }
    }
  }
}

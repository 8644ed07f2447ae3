extension Configuration {
  /// How people are told of maintenance.
  public struct Announce: Sendable, Equatable {
    /// What is built in: mail where sendmail is, everything else by hand.
    public static let standard = Announce(languages: [.french, .english], folder: nil, link: nil, channels: nil)

    /// The languages of what everybody reads, the first one first.
    public var languages: [Language]
    /// The directory that a web server shows, for the feed and the calendar; nil for none.
    public var folder: String?
    /// Where that directory is on the web, without a slash at the end; nil when it is not told.
    public var link: String?
    /// The channels; nil takes mail, and files where there is a folder.
    public var channels: [Channel]?

    /// Makes the settings.
    public init(languages: [Language], folder: String?, link: String?, channels: [Channel]?) {
      self.languages = languages
      self.folder = folder
      self.link = link
      self.channels = channels
    }
  }

  /// A program that carries messages.
  public struct Channel: Sendable, Equatable {
    /// What a channel is, as far as nobody says otherwise.
    struct Brought {
      let reaches: [Contact.Kind]
      let needsSettings: Bool
      let limit: Int?
    }

    /// The channels that coloc brings.
    static let brought = [
      "mail": Brought(reaches: [.email], needsSettings: false, limit: nil),
      "files": Brought(reaches: [], needsSettings: false, limit: nil),
      "mastodon": Brought(reaches: [], needsSettings: true, limit: 500),
      "matrix": Brought(reaches: [], needsSettings: true, limit: nil),
    ]

    /// Its name.
    public let name: String
    /// The program, absolute; nil for the one that coloc brings under that name.
    public let program: String?
    /// A file for the program alone, with its secrets; nil for none.
    public let settings: String?
    /// The contacts that it writes to, each tenant for itself; empty for one that everybody reads.
    public let reaches: [Contact.Kind]
    /// How many characters fit into one of its messages, 100 or more; nil for as many as there are.
    public let limit: Int?

    /// Makes a channel.
    public init(
      name: String,
      program: String? = nil,
      settings: String? = nil,
      reaches: [Contact.Kind]? = nil,
      limit: Int? = nil
    ) {
      self.name = name
      self.program = program
      self.settings = settings
      self.reaches = reaches ?? Self.brought[name]?.reaches ?? []
      self.limit = limit ?? Self.brought[name]?.limit
    }

    /// Whether everybody reads it.
    public var isPublic: Bool { reaches.isEmpty }
  }
}

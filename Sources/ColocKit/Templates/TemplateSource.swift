public import Glibc

/// Where templates are looked for, file by file: the owner's directory, the installed one, the copies built in.
///
/// Never the working directory. What stands on disk decides what runs as root in every new guest, so a file counts
/// only when it and its directories belong to the expected user, nobody else may write them, and none is a link.
public struct TemplateSource: Sendable {
  /// The owner's own templates.
  public static let ownersDirectory = "/etc/coloc/templates"

  private let directories: [String]
  private let owner: uid_t

  /// Makes a source; `installed` is `PREFIX/share/coloc/templates`, `owners` the directory that comes before it, `owner`
  /// the user to whom files on disk must belong.
  public init(owners: String = TemplateSource.ownersDirectory, installed: String?, owner: uid_t = 0) {
    directories = [owners] + (installed.map { [$0] } ?? [])
    self.owner = owner
  }

  private init(directories: [String], owner: uid_t) {
    self.directories = directories
    self.owner = owner
  }

  /// The file `debian/user-data.yaml` and the like, from the first place that has it.
  ///
  /// - Throws: `Failure`: `notPermitted` for a file or directory that others could have written, `invalidFile` for one
  ///   that is no UTF-8, `notFound` when no place has it.
  public func file(_ name: String) throws(Failure) -> TemplateFile {
    for directory in directories {
      if let text = try TrustedFile(directory: directory, name: name, owner: owner).read() {
        return TemplateFile(path: "\(directory)/\(name)", text: text)
      }
    }
    guard let text = EmbeddedTemplates.files[name] else {
      throw Failure(.notFound, "there is no template \(Printable.clean(name))")
    }
    return TemplateFile(path: "(built in)/\(name)", text: text)
  }

  /// The file as coloc brings it and then, where there is one, the owner's: for what is laid over each other key by key.
  ///
  /// - Throws: As `file` does.
  func layers(_ name: String) throws(Failure) -> [TemplateFile] {
    let brought = try Self(directories: Array(directories.dropFirst()), owner: owner).file(name)
    let first = try file(name)
    return first == brought ? [brought] : [brought, first]
  }
}

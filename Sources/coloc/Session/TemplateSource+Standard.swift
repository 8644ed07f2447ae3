internal import ColocKit
internal import Foundation

extension TemplateSource {
  /// The owner's templates beside the configuration, then those installed beside the binary, then those built in.
  static func standard(_ layout: StateLayout) -> TemplateSource {
    TemplateSource(owners: layout.templates, installed: installed)
  }

  /// `PREFIX/share/coloc/templates` of a binary at `PREFIX/bin/coloc`; nil for one that is not installed.
  private static var installed: String? {
    guard let binary = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
      binary.hasSuffix("/bin/coloc")
    else { return nil }
    let path = String(binary.dropLast("/bin/coloc".count)) + "/share/coloc/templates"
    return FileManager.default.fileExists(atPath: path) ? path : nil
  }
}

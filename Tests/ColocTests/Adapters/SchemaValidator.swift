import Foundation

/// libvirt's own schemas, by virt-xml-validate (Debian packages libvirt-clients and libxml2-utils).
enum SchemaValidator {
  /// What it complains about; nil when the XML follows the schema.
  static func complaint(_ xml: String, _ schema: String) throws -> String? {
    let file = FileManager.default.temporaryDirectory.appending(path: "coloc-\(UUID()).xml")
    try Data(xml.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let output = Pipe()
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/virt-xml-validate")
    process.arguments = [file.path, schema]
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let words = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return process.terminationStatus == 0 ? nil : String(decoding: words, as: UTF8.self)
  }
}

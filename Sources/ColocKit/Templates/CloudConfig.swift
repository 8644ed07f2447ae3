/// cloud-init's user-data as it stands in a seed.
enum CloudConfig {
  /// The line by which cloud-init knows the format.
  static let header = "#cloud-config\n"

  /// The text: JSON below the header line.
  static func text(_ value: JSONValue) -> String { header + value.pretty }
}

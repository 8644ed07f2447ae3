/// The three files of a seed, as cloud-init's NoCloud data source reads them.
public struct SeedContents: Sendable, Equatable {
  /// `user-data`: JSON below `#cloud-config`.
  public let userData: String
  /// `meta-data`: JSON with the instance-id and the host name.
  public let metaData: String
  /// `network-config`: JSON of version 1.
  public let networkConfig: String

  /// Renders the templates of the VM's distribution.
  ///
  /// - Throws: `Failure`: `cannotCreate` when no key would open the VM, `invalidFile` with `FILE:LINE: reason` for a
  ///   mistake in a template.
  public init(_ request: SeedRequest, templates: TemplateSource) throws(Failure) {
    guard !request.keys.isEmpty else {
      throw Failure(.cannotCreate, "nobody could log in to \(request.vm.name): its tenant has no SSH key")
    }
    let values = request.values
    func render(_ name: String) throws(Failure) -> JSONValue {
      try Template(try templates.file("\(request.vm.os.rawValue)/\(name).yaml")).render(values)
    }
    userData = CloudConfig.text(try render("user-data"))
    metaData = try render("meta-data").pretty
    networkConfig = try render("network-config").pretty
  }

  /// The files by their names in the seed.
  var files: [(name: String, text: String)] {
    [("meta-data", metaData), ("network-config", networkConfig), ("user-data", userData)]
  }
}

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
  /// - Throws: `Failure`: `cannotCreate` when no key would open the VM or it was adopted, `invalidFile` with
  ///   `FILE:LINE: reason` for a mistake in a template.
  public init(_ request: SeedRequest, templates: TemplateSource) throws(Failure) {
    let vm = request.vm
    guard let os = vm.os, vm.ipv4 != nil, vm.login != nil else {
      throw Failure(.cannotCreate, "\(vm.name) was not made by coloc: it has no seed")
    }
    guard !vm.sshKeys.isEmpty else {
      throw Failure(.cannotCreate, "nobody could log in to \(vm.name): its tenant has no SSH key")
    }
    let values = request.values
    func render(_ name: String) throws(Failure) -> JSONValue {
      try Template(try templates.file("\(os.rawValue)/\(name).yaml")).render(values)
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

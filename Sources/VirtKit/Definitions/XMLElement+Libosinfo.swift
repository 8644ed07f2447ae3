extension XMLElement {
  /// The element by which virt-manager and Cockpit know a guest's operating system.
  ///
  /// The `id` is libosinfo's identifier, as in `http://debian.org/debian/12`.
  public static func libosinfo(id: String) -> XMLElement {
    let namespace = DomainDescription.libosinfoNamespace
    return XMLElement("libosinfo") {
      XMLElement("os", ["id": id]).inNamespace(namespace, prefix: "libosinfo")
    }.inNamespace(namespace, prefix: "libosinfo")
  }
}

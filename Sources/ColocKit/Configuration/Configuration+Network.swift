extension Configuration.Network: ReadableRecord {
  /// Reads `network`: with the key `bridge` the owner's bridge, without it a NAT network of coloc's own.
  public init(reading record: RecordReader) throws(FaultRecorded) {
    let ipv4 = record.required("ipv4", .parsed(IPv4Network.self))
    let ipv6 = record.optional("ipv6", .ipv6OrNone, default: nil)
    guard record.has("bridge") else {
      let name = record.required("name", .objectName)
      try record.end()
      self = .nat(name: try name.get(), ipv4: try ipv4.get(), ipv6: try ipv6.get())
      return
    }
    let device = record.required("bridge", .device)
    let gateway = record.required("gateway", .parsed(IPv4Address.self))
    if case .success(let ipv4) = ipv4, case .success(let gateway) = gateway, !ipv4.contains(gateway) {
      record.fault("gateway", "\(gateway) is not in \(ipv4)")
    }
    try record.end()
    self = .bridge(device: try device.get(), ipv4: try ipv4.get(), gateway: try gateway.get(), ipv6: try ipv6.get())
  }
}

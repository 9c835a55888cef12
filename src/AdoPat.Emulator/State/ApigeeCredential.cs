using System;
using System.Collections.Generic;

namespace AdoPat.Emulator.State;

/// <summary>A key and secret of an app.</summary>
internal sealed class ApigeeCredential
{
    /// <summary>The consumer key, the client id of tokens; made from the names when it is not given.</summary>
    public string ConsumerKey { get; set; } = "";

    /// <summary>The consumer secret; made from the names when it is not given.</summary>
    public string ConsumerSecret { get; set; } = "";

    /// <summary>The API products that it opens.</summary>
    public List<string> ApiProducts { get; set; } = [];

    /// <summary>Scopes that its tokens can have.</summary>
    public List<string> Scopes { get; set; } = [];

    /// <summary>approved or revoked.</summary>
    public string Status { get; set; } = "approved";

    /// <summary>When it was issued, UTC; when the app was made when it is not given.</summary>
    public DateTime IssuedAt { get; set; }
}

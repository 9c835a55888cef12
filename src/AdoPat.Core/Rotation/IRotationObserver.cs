using AdoPat.Models;

namespace AdoPat.Rotation;

/// <summary>Is told how rotations go on. Never sees a secret. Called from any thread.</summary>
public interface IRotationObserver
{
    /// <summary>Something is about to be done; the journal says so already.</summary>
    /// <param name="rotation">The rotation as it is now.</param>
    /// <param name="what">What is done, such as <c>creating the new token</c>.</param>
    void Doing(AdoPatRotation rotation, string what);

    /// <summary>Something went otherwise than asked for, and the rotation goes on.</summary>
    /// <param name="message">What, to which token, as complete sentences.</param>
    void Warn(string message);
}
